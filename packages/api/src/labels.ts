import { z } from "zod";

/** The colours of labels, by name: what they look like is the editor's. */
export const labelColors = [
  "cyan",
  "teal",
  "green",
  "yellow",
  "orange",
  "red",
  "pink",
  "grape",
  "indigo",
  "gray",
] as const;
export const labelColorSchema = z.enum(labelColors);
export type LabelColor = z.infer<typeof labelColorSchema>;

/** What a workflow's label is called. */
export const labelNameSchema = z.string().trim().min(1).max(40);

/** A label as a workflow shows it. */
export const labelSchema = z.object({ id: z.string(), name: z.string(), color: labelColorSchema });
export type Label = z.infer<typeof labelSchema>;
/** An entry of `GET /labels`; `workflows`: how many have it. */
export const labelListItemSchema = labelSchema.extend({ workflows: z.number().int() });
export type LabelListItem = z.infer<typeof labelListItemSchema>;

/** `POST /labels`; without a colour it gets the one that is used least. */
export const createLabelSchema = z.object({ name: labelNameSchema, color: labelColorSchema.optional() });
/** `PATCH /labels/:id` */
export const changeLabelSchema = z.object({ name: labelNameSchema.optional(), color: labelColorSchema.optional() });
export type LabelWish = z.infer<typeof changeLabelSchema>;
/** `PUT /workflows/:id/labels`: all that it has from now on, by their ids. */
export const putLabelsSchema = z.object({ labels: z.array(z.string().max(100)).max(20) });
