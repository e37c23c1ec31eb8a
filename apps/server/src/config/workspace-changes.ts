import { Injectable } from "@nestjs/common";
import { Subject } from "rxjs";

/**
 * Ids of workspaces whose time zone, variables or fields have just been saved. Whoever saves one says so before it
 * answers; whoever keeps a copy forgets it then.
 */
@Injectable()
export class WorkspaceChanges extends Subject<string> {}
