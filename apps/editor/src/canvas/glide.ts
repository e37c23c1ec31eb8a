/** How the view goes to another place: in a moment, and at once for whoever asked their system for less motion. */
export const glide = (duration = 150): { duration: number } => ({
  duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : duration,
});
