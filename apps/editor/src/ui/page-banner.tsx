import { useRef, type ReactNode } from "react";
import { Alert, Group, type AlertProps } from "@mantine/core";
import { useHandOnFocus } from "./hand-on-focus.js";

interface BannerProps extends Pick<AlertProps, "aria-label" | "role"> {
  icon: ReactNode;
  testId: string;
  /** Red where something stands still until somebody acts. */
  color?: "orange" | "red";
  children: ReactNode;
}

/** A line above a page for what wants a look: its text at the start, its buttons at the end. */
export function PageBanner({ icon, testId, color = "orange", role = "status", children, ...more }: BannerProps) {
  const own = useRef<HTMLDivElement>(null);
  useHandOnFocus(own);
  return (
    <Alert
      ref={own}
      color={color}
      radius={0}
      py={6}
      styles={{ wrapper: { alignItems: "center" }, icon: { marginTop: 0 } }}
      icon={icon}
      role={role}
      data-testid={testId}
      {...more}
    >
      <Group gap="sm" justify="space-between">
        {children}
      </Group>
    </Alert>
  );
}
