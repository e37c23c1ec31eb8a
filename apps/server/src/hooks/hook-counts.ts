import { Injectable } from "@nestjs/common";

/** What became of the requests that reached a webhook's address, since the start. */
@Injectable()
export class HookCounts {
  accepted = 0;
  /** The same event once more: answered by its first run. */
  repeated = 0;
  refused = 0;

  /** A run stands for the request, whatever its answer will be. */
  took(duplicate: boolean): void {
    if (duplicate) this.repeated += 1;
    else this.accepted += 1;
  }
}
