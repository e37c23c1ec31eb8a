import type { carry as en } from "../en/carry.js";

export const carry: Record<keyof typeof en, string> = {
  "carry.title": "Перенос",
  "carry.text": "Всё пространство одним файлом: для другого сервера или для второго такого же пространства.",
  "carry.has": "В файле: настройки, метки, переменные со значениями, поля, доступы без секретов и все сценарии.",
  "carry.hasNot":
    "Нет: секретов, людей, запусков, событий, образцов, команды, уведомлений, ключей API и журнала действий. Значения переменных прочитает каждый, у кого есть файл.",
  "carry.export": "Выгрузить пространство",
  "carry.import": "Загрузить из файла…",
  "carry.broken": "«{file}» не удалось прочитать. Выберите файл, который дала кнопка «Выгрузить пространство».",
  "carry.import.title": "Что принесёт файл",
  "carry.import.yes": "Загрузить",
  "carry.refused": "Этот файл нельзя загрузить",
  "carry.drafts": "Все сценарии придут черновиками: ничего не запустится, а то, что работает, останется как есть.",
  "carry.done": "Файл загружен",
  "carry.done.text": "Сценарии уже здесь — как черновики. Просмотрите каждый, прежде чем публиковать.",
  "carry.kind.settings": "Настройки",
  "carry.kind.labels": "Метки",
  "carry.kind.variables": "Переменные",
  "carry.kind.fields": "Поля",
  "carry.kind.credentials": "Доступы",
  "carry.kind.workflows": "Сценарии",
  "carry.choice": "{kind}: что делать с тем, что уже есть",
  "carry.choice.mine": "Оставить моё",
  "carry.choice.theirs": "Взять из файла",
  "carry.choice.both": "Оставить оба",
  "carry.outcome.made": "новых: {count}",
  "carry.outcome.same": "таких же: {count}",
  "carry.outcome.kept": "останется ваше: {count}",
  "carry.outcome.replaced": "заменено: {count}",
  "carry.outcome.left": "не возьмём: {count}",
  "carry.outcome.renamed": "под новым названием: {count}",
  "carry.secrets":
    "{count, plural, one {# доступ ждёт секрета} few {# доступа ждут секретов} many {# доступов ждут секретов} other {# доступа ждут секретов}}",
  "carry.secrets.text":
    "Введите его в разделе «Доступы» и проверьте там, куда он отправляется. До этого сценарии с ним нельзя опубликовать.",
  "carry.unready":
    "{count, plural, one {# сценарий ещё не готов к публикации} few {# сценария ещё не готовы к публикации} many {# сценариев ещё не готовы к публикации} other {# сценария ещё не готовы к публикации}}",
  "carry.unready.more": "И ещё {count}.",
  "credentials.needsSecret": "нужен секрет",
};
