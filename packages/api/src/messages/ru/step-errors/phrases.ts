export const fromHere = "запустите сценарий ещё раз с этого шага";
export const readsOnly = "Шаг только читает данные, поэтому ничего не изменено";
