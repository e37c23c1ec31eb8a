/** As the server says it to who has not shown for a while who they are. */
export const unconfirmed = {
  type: "urn:leeway:problem:auth.confirm",
  title: "Is it you?",
  status: 403,
  code: "auth.confirm",
};
