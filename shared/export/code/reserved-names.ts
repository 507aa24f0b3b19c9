/**
 * Names that generated Python can't give to anything of the user's. `reserved-names.test.ts` holds each list against
 * Python, PyTorch and the layers themselves.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Of the language. */
export const keywords = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield match case type
`);

/** What the code imports, by the names of their folders or files. */
export const packages = words('keras torch torchvision math');

/** Python's own and what is imported, which the code calls; and the variables that it always calls so. */
export const used = words(`
  keras layers model torch torchvision nn F math self super range float int max min len list tuple sum print isinstance
  NotImplementedError x inputs outputs block
  all_ones all_zeros first_values
  glorot_uniform glorot_normal he_uniform he_normal lecun_uniform lecun_normal
  he_uniform_transposed he_normal_transposed lecun_uniform_transposed lecun_normal_transposed
  glorot_uniform_depthwise glorot_normal_depthwise he_uniform_depthwise he_normal_depthwise lecun_uniform_depthwise
  lecun_normal_depthwise
`);

/**
 * What `nn.Module` has itself: a layer of that name would take its place. Public names only, since ours never begin with
 * “_”. The last lines came with PyTorch 2.
 */
export const ofModule = words(`
  T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval
  extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules
  named_buffers named_children named_modules named_parameters parameters register_backward_hook register_buffer
  register_forward_hook register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook
  register_module register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train training
  type xpu zero_grad
  hpu mtia register_full_backward_pre_hook register_load_state_dict_pre_hook register_state_dict_post_hook
  register_state_dict_pre_hook set_submodule
`);
