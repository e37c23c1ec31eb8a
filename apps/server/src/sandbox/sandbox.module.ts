import type { Worlds } from "@leeway/leeloo-sandbox";
import { Module, type DynamicModule } from "@nestjs/common";
import { SandboxController } from "./sandbox.controller.js";
import { SANDBOX } from "./sandbox.token.js";

/** Global: a workspace that goes takes its Leeloo along. The HTTP API of the built-in Leeloo's other side; the Leeloo itself is mounted beside Nest. */
@Module({})
export class SandboxModule {
  static of(worlds: Worlds | null): DynamicModule {
    return {
      module: SandboxModule,
      global: true,
      controllers: [SandboxController],
      providers: [{ provide: SANDBOX, useValue: worlds }],
      exports: [SANDBOX],
    };
  }
}
