import type { Author, WorkflowNews as News } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import { filter, map, Subject, type Observable } from "rxjs";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";

/** What people do to workflows, told to those who have them open once it is committed. */
@Injectable()
export class WorkflowNews {
  readonly #told = new Subject<{ workflowId: string; news: News }>();

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  tell(workflowId: string, news: News): void {
    this.#told.next({ workflowId, news });
  }

  /** What is told of one of them from now on. */
  of(workflowId: string): Observable<News> {
    return this.#told.pipe(
      filter((told) => told.workflowId === workflowId),
      map(({ news }) => news),
    );
  }

  /** Who somebody is to others; null for a program. */
  author(userId: string | null): Author {
    if (userId === null) return null;
    const row = this.database.handle.prepare("SELECT id, name FROM users WHERE id = ?").get(userId);
    return (row as Author | undefined) ?? null;
  }
}
