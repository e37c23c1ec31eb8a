import { z } from "zod";

/** A time zone this server can reckon with, by its IANA name; offsets such as +03:00 know no summer time. */
export const timezoneSchema = z
  .string()
  .max(100)
  .refine((name) => {
    if (/^[+-]/.test(name)) return false;
    try {
      new Intl.DateTimeFormat("en", { timeZone: name });
      return true;
    } catch {
      return false;
    }
  }, "timezone");
