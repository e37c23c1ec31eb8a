const { process } = globalThis as unknown as { process: { cpuUsage: () => { user: number; system: number } } };

/** The milliseconds of processor time used so far: a bar on them holds on a busy machine too. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
