import { codeFormat } from '../support/code-format';

export const pytorch = codeFormat('pytorch', 'PyTorch code', 'The architecture as a module of torch.nn.');
