import { Module } from "@nestjs/common";
import { APP_INTERCEPTOR } from "@nestjs/core";
import { MaskInterceptor } from "./mask.interceptor.js";
import { PrivacyController } from "./privacy.controller.js";
import { PrivacyRules } from "./privacy-rules.js";

/** Who sees what of the people that runs are about. */
@Module({
  controllers: [PrivacyController],
  providers: [PrivacyRules, { provide: APP_INTERCEPTOR, useClass: MaskInterceptor }],
})
export class PrivacyModule {}
