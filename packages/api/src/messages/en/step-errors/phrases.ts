export const fromHere = "start the run again from this step";
export const readsOnly = "This step only reads, so nothing was changed";
