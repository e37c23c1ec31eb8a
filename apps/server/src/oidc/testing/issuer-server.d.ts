/** Somebody with an account at the issuer; they sign in there by their subject. */
export interface Account {
  subject: string;
  email?: string;
  verified?: boolean;
  name?: string;
}
export interface IssuerServer {
  url: string;
  /** Lets a browser sign in there as somebody; answers the query it comes back with. */
  browse: (address: string, subject: string) => Promise<string>;
  close: () => Promise<void>;
}
/** A real provider of OpenID Connect with its own pages for signing in. For tests. */
export declare function startIssuer(
  redirectUri: string,
  accounts: readonly Account[],
  port?: number,
): Promise<IssuerServer>;
//# sourceMappingURL=issuer-server.d.ts.map
