import type { Catalogue, Topic } from "../../texts.js";

/** Mail, Telegram and Google, in English. */
export const apps: Topic<Catalogue["stepErrors"], "mail" | "telegram" | "google"> = {
  "mail.unencrypted": {
    message: [
      "Letters and passwords are not sent to {host} without encryption.",
      "Letters and passwords are not sent without encryption.",
    ],
    hint: "Choose TLS (usually port 465) or STARTTLS (usually port 587) in the credential. For a server in your own network the administrator can open the host with LEEWAY_ALLOW_PRIVATE_HOSTS.",
  },
  "mail.noSignIn": {
    message: [
      "The mail server {host} offers no way to sign in with a name and a password.",
      "The mail server offers no way to sign in with a name and a password.",
    ],
    hint: "Check the port and the encryption of the credential: many servers let nobody sign in without encryption. A server that wants no name needs an empty name field.",
  },
  "mail.signInRefused": {
    message: [
      "The mail server did not accept the name and password of “{credential}”: {answer}",
      "The mail server did not accept the name and password of “{credential}”.",
      "The mail server did not accept the name and password.",
    ],
    hint: "Check both. Gmail, Outlook, ukr.net and others want an app password, made in the account’s security settings, instead of the one you sign in with. Press “Test connection” at the credential afterwards.",
  },
  "mail.senderRefused": {
    message: [
      "The mail server does not send letters from {from}: {answer}",
      "The mail server does not send letters from this address.",
    ],
    hint: "Most services send only from the address of the account itself. Change “From” in the credential.",
  },
  "mail.recipientsRefused": {
    message: ["The mail server did not take the recipient: {answer}", "The mail server did not take the recipient."],
    hint: "Nothing was sent. Check the address: often there is a typing mistake in it, or the mailbox no longer exists.",
  },
  "mail.refused": {
    message: ["The mail server did not take the letter: {answer}", "The mail server did not take the letter."],
    hint: "Nothing was sent. Its answer says why: often the daily limit of the account is used up, or the letter looks like spam.",
  },
  "mail.later": {
    message: ["The mail server asks to try again later: {answer}", "The mail server asks to try again later."],
    hint: "Nothing was sent. Start the run again from this step in some minutes, or give the step more attempts under “Options”.",
  },
  "google.notLink": {
    message: "This is no link to a spreadsheet of Google.",
    hint: "Open the spreadsheet in the browser and copy its address: https://docs.google.com/spreadsheets/d/…",
  },
  "google.noSpreadsheet": {
    message: "Google finds no spreadsheet under this link.",
    hint: "It may have been deleted, or the link was not copied to its end. Paste it again.",
  },
  "google.noSheet": {
    message: "The spreadsheet has no sheet with this name.",
    hint: "It may have been renamed. Choose it from the list in the step.",
  },
  "google.noColumns": {
    message: ["Row {row, number} of “{sheet}” holds no names of columns.", "The sheet has no names of columns."],
    hint: "Write the names of the columns into the first row of the sheet, or say under “Options” in which row they stand.",
  },
  "google.noColumn": {
    message: [
      "“{sheet}” has no column “{column}”. Nothing was written. It has: {known}.",
      "The sheet has no such column. Nothing was written.",
    ],
    hint: "Columns are found by their names. Correct the name in the step, or add the column to the sheet.",
  },
  "google.noRow": {
    message: [
      "In no row the column “{column}” holds “{value}”. Nothing was written.",
      "There is no such row. Nothing was written.",
    ],
    hint: "If it is to be added then, choose so in the step under “If there is no such row”.",
  },
  "google.noAccess": {
    message: [
      "Google does not let {email} do this with the spreadsheet: {answer}",
      "Google does not allow this with the spreadsheet: {answer}",
      "Google does not allow this with the spreadsheet.",
    ],
    hint: [
      "Open the spreadsheet, press Share, and give {email} the right to edit it.",
      "Open the spreadsheet, press Share, and give the account of the credential the right to edit it.",
    ],
  },
  "google.apiDisabled": {
    message: "The Google Sheets API is switched off in the project of this credential.",
    hint: "Open console.cloud.google.com, choose the project, find Google Sheets API and enable it. It takes a few minutes.",
  },
  "google.keyRefused": {
    message: [
      "Google did not accept the key of “{credential}”: {answer}",
      "Google did not accept the key: {answer}",
      "Google did not accept the key.",
    ],
    hint: "The key may have been deleted in Google Cloud. Make a new one there (IAM → Service Accounts → Keys) and paste it into the credential. A clock of this server that is minutes off has the same effect.",
  },
  "google.signInAgain": {
    message: ["Google no longer accepts the sign-in of “{credential}”.", "Google no longer accepts the sign-in."],
    hint: "Access was withdrawn or has run out. Open the credential and sign in again; then start the run again from this step.",
  },
  "google.notSignedIn": {
    message: [
      "Nobody has signed in with Google for “{credential}” yet.",
      "Nobody has signed in with Google for this credential yet.",
    ],
    hint: "Open “Credentials” and press “Sign in with Google” beside it.",
  },
  "telegram.noChat": {
    message: "Telegram does not know this chat, or the bot is not in it.",
    hint: "Add the bot to the group or channel, or let the person write to it first. Then choose the chat from the list in the step, or type the @name of the channel.",
  },
  "telegram.blocked": {
    message: "This person has blocked the bot, never wrote to it, or has left Telegram.",
    hint: "A bot may write only to people who began a chat with it. If it is one of many, let the step go on after an error under “Options”.",
  },
  "telegram.noRights": {
    message: ["The bot may not write in this chat: {answer}", "The bot may not write in this chat."],
    hint: "Add the bot to the group, or make it an administrator of the channel with the right to post.",
  },
  "telegram.moved": {
    message: [
      "The group has become a supergroup and has a new ID: {chat}. Nothing was sent.",
      "The group has become a supergroup and has a new ID. Nothing was sent.",
    ],
    hint: ["Enter {chat} as the chat in the step.", "Choose the chat anew in the step."],
  },
  "telegram.badMarkup": {
    message: [
      "Telegram cannot read the formatting of the text: {answer}",
      "Telegram cannot read the formatting of the text.",
    ],
    hint: "A sign of the formatting is left open, or a value brings one of its own: put | escapeHtml after values with HTML, or set “Formatting” to “As it is written”.",
  },
  "telegram.badButton": {
    message: ["Telegram does not accept a button: {answer}", "Telegram does not accept a button."],
    hint: "Each button needs a text and an address that begins with https://.",
  },
  "telegram.webhook": {
    message: "This bot hands its messages to another program, so its chats cannot be listed.",
    hint: "That is usual for a bot that is connected to Leeloo. Type the @name of the channel or the ID of the chat; sending works all the same.",
  },
};
