/** An address as people outside reach it: the server may tell its path alone. */
export const addressOf = (url: string | undefined, base: string | undefined): string | undefined =>
  url?.startsWith("/") ? `${base ?? location.origin}${url}` : url;
