import { Injectable } from "@nestjs/common";
import { Subject } from "rxjs";

/**
 * Somebody may no longer do what they could: a session or a key has ended, a member was taken out or has another role. Whoever
 * does such a thing says so when it is written; what stays open, such as a stream, then asks whether it may go on.
 */
@Injectable()
export class AccessChanges extends Subject<void> {}
