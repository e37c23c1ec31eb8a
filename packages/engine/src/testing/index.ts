export * from "./tiny-world.js";
