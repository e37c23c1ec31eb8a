import { retentionSchema, type Retention } from "@leeway/api";

/** As it stands in the fields: an empty or overlong number is a text. */
export interface Wish {
  days: number | string;
  count: number | string;
  failed: number | string;
  failedCount: number | string;
}

/** The bounds of the API, for sentences about them. */
export const MOST_DAYS = 3_650;
export const MOST_RUNS = 1_000_000;

export const wishOf = ({ succeeded: { days, count }, failed }: Retention): Wish => ({
  days,
  count,
  failed: failed.days,
  failedCount: failed.count,
});

/** What is to be stored; undefined while a number is missing or out of bounds. */
export function retentionOf({ days, count, failed, failedCount }: Wish): Retention | undefined {
  const read = retentionSchema.safeParse({ succeeded: { days, count }, failed: { days: failed, count: failedCount } });
  return read.success ? read.data : undefined;
}

export function faultOf(name: keyof Wish, value: number | string): boolean {
  const sound: Wish = { days: 1, count: 1, failed: 1, failedCount: 1 };
  return retentionOf({ ...sound, [name]: value }) === undefined;
}

/** Whether runs that are kept now would be deleted: worth a question. */
export const keepsLess = (now: Retention, next: Retention): boolean =>
  next.succeeded.days < now.succeeded.days ||
  next.succeeded.count < now.succeeded.count ||
  next.failed.days < now.failed.days ||
  next.failed.count < now.failed.count;
