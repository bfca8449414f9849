// Texts that this page alone says.
import type catalogues from "../../../i18n/interface.json";
import type { TextKey, Translate } from "../atlas/i18n";

type Own = Extract<keyof (typeof catalogues)["en"]["messages"], `many.${string}`>;

export const say = (t: Translate, key: Own, values?: Readonly<Record<string, string | number>>): string =>
  t(key as unknown as TextKey, values);
