export const fromHere = "запустіть сценарій ще раз із цього кроку";
export const readsOnly = "Крок лише читає дані, тож нічого не змінено";
