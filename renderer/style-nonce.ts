/**
 * The styles that a dialog puts into the page to hold it still (react-remove-scroll) show the page's nonce, without
 * which the policy refuses them. Their library asks for it under this name.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
Reflect.set(globalThis, '__webpack_nonce__', nonce);

export {};
