/** Days, times of day and periods. */
export const time = {
  "period.from": "From",
  "period.to": "Until",
  "period.order": "The end must be later than the beginning.",
  "day.placeholder": "e.g. 21 Nov 2026",
  "day.month.previous": "Previous month",
  "day.month.next": "Next month",
  "day.year.previous": "Previous year",
  "day.year.next": "Next year",
  "day.decade.previous": "Ten years back",
  "day.decade.next": "Ten years on",
  "day.year.choose": "Choose the month",
  "day.decade.choose": "Choose the year",
  "moment.day": "{label}: day",
  "time.hours": "{label}: hours",
  "time.minutes": "{label}: minutes",
};
