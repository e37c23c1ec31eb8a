import { useT } from "../ui/language.js";

const WIDTH = 6;
const HEIGHT = 56;

/** The requests of the last 60 seconds as bars, the newest at the right. */
export function Minute({ seconds, sent, limit }: { seconds: readonly number[]; sent: number; limit: number }) {
  const t = useT();
  const most = Math.max(5, ...seconds);
  return (
    <svg
      viewBox={`0 0 ${seconds.length * WIDTH} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("limitsPage.picture", { sent, limit })}
    >
      <rect width="100%" height="100%" fill="var(--mantine-color-default-hover)" />
      {seconds.map((count, second) => (
        <rect
          key={second}
          x={second * WIDTH + 1}
          width={WIDTH - 2}
          y={HEIGHT - (count / most) * HEIGHT}
          height={(count / most) * HEIGHT}
          fill="var(--mantine-primary-color-filled)"
        />
      ))}
    </svg>
  );
}
