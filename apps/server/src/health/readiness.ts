import { Injectable } from "@nestjs/common";

/** Whether this process takes new work. */
@Injectable()
export class Readiness {
  #ready = false;
  get ready(): boolean {
    return this.#ready;
  }
  open(): void {
    this.#ready = true;
  }
  close(): void {
    this.#ready = false;
  }
}
