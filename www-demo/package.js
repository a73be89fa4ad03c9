// The package: here from the classic script tag, in the Vite app (vite/) from its module.

export const { XsollaLogin } = window;
