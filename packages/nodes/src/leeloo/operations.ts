import type { NodeDefinition } from "@leeway/engine";
import { callCreate } from "./call.create.node.js";
import { channelGetPerson } from "./channel.getPerson.node.js";
import { channelList } from "./channel.list.node.js";
import { channelSubscribe } from "./channel.subscribe.node.js";
import { connectionList } from "./connection.list.node.js";
import { messageList } from "./message.list.node.js";
import { messageSend } from "./message.send.node.js";
import { messageSendTemplate } from "./message.sendTemplate.node.js";
import { orderCreate } from "./order.create.node.js";
import { orderGet } from "./order.get.node.js";
import { orderList } from "./order.list.node.js";
import { orderUpdate } from "./order.update.node.js";
import { personAddComment } from "./person.addComment.node.js";
import { personAddSms } from "./person.addSms.node.js";
import { personAddTag } from "./person.addTag.node.js";
import { personCreate } from "./person.create.node.js";
import { personGet } from "./person.get.node.js";
import { personList } from "./person.list.node.js";
import { personRemoveTag } from "./person.removeTag.node.js";
import { personUpdate } from "./person.update.node.js";
import { tagList } from "./tag.list.node.js";
import { templateList } from "./template.list.node.js";
import { templateCategoryList } from "./templateCategory.list.node.js";
import { trafficSourceCreate } from "./trafficSource.create.node.js";
import { tunnelGet } from "./tunnel.get.node.js";
import { tunnelList } from "./tunnel.list.node.js";
import { tunnelStats } from "./tunnel.stats.node.js";
import { tunnelStatsAll } from "./tunnel.statsAll.node.js";
import { userGet } from "./user.get.node.js";
import { userList } from "./user.list.node.js";

/** Every operation of Leeloo's API, in the order of the palette. */
export const leelooOperations: readonly NodeDefinition[] = [
  personList,
  personGet,
  personCreate,
  personUpdate,
  personAddComment,
  personAddSms,
  messageSend,
  messageSendTemplate,
  messageList,
  templateCategoryList,
  templateList,
  orderCreate,
  orderGet,
  orderUpdate,
  orderList,
  personAddTag,
  personRemoveTag,
  tagList,
  channelSubscribe,
  trafficSourceCreate,
  tunnelList,
  tunnelGet,
  tunnelStats,
  tunnelStatsAll,
  channelGetPerson,
  channelList,
  connectionList,
  callCreate,
  userList,
  userGet,
];
