/**
 * Whether the params of a step, as JSON, cannot do without what another step has answered: `?.` and `??` can, and an id that
 * only begins alike is another's.
 */
export const needsOutputOf = (params: string, nodeId: string): boolean =>
  params
    .split(`steps.${nodeId}`)
    .slice(1)
    .some((rest) => !/^(\w|\?\.|\s*\?\?)/.test(rest));
