import { Reflector } from "@nestjs/core";

/**
 * What of a route's answer the team wrote itself, or is said of its own members, by the names of the fields: shown to every
 * role as it is. In whatever else a route answers, phones and e-mails are hidden from who may not see personal data.
 */
export const AsWritten = Reflector.createDecorator<"whole" | readonly string[]>();
