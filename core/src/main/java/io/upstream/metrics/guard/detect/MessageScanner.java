package io.upstream.metrics.guard.detect;

import io.upstream.metrics.guard.detect.text.NormalizedText;
import io.upstream.metrics.guard.detect.text.WordSet;

/**
 * Finds pieces of messages about patients: HL7 segments and their components, X12 segments that
 * name or describe a person, and references of FHIR resources.
 */
final class MessageScanner {

  private static final WordSet HL7 =
      WordSet.of("msh pid nk pv in gt obx obr evn orc al dg mrg sch iam ft pd");

  private static final WordSet X12 =
      WordSet.of("nm ref dmg n clm clp svc hi sbr ins pat isa gs dtp trn eq eb plb cas per");

  private static final WordSet FHIR = WordSet.of("resourcetype reference subject identifier");

  private MessageScanner() {}

  static boolean finds(NormalizedText text) {
    for (int token = 0; token < text.tokens(); token++) {
      if (text.isWord(token)
          ? isSegment(text, token) || isReference(text, token)
          : isName(text, token)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a segment's name and its separator begin here, at the start or after a
   * separator: PID|, IN1|, NM1*, REF*.
   */
  private static boolean isSegment(NormalizedText text, int token) {
    if (!text.startsRun(token) || text.isMark(token - 1, "-_.") || text.size(token) > 3) {
      return false;
    }
    int next = text.isNumber(token + 1, 1) ? token + 2 : token + 1;
    return (text.isMark(next, "|") && text.isWord(token, HL7))
        || (text.isMark(next, "*")
            && text.isWord(token, X12)
            && !text.isMark(token - 1, "/")
            && next + 1 < text.tokens());
  }

  /** Returns whether a name in HL7's form begins here: Smith^John. */
  private static boolean isName(NormalizedText text, int token) {
    return text.isMark(token, "^") && text.isWord(token - 1) && text.isWord(token + 1);
  }

  /**
   * Returns whether a FHIR reference begins here: "reference":"Patient/48291",
   * subject=Patient/48291, identifier=http://...|48291.
   */
  private static boolean isReference(NormalizedText text, int token) {
    int word = text.isWord(token, "resource") && text.isWord(token + 1, "type") ? token + 1 : token;
    if (word == token && !text.isWord(token, FHIR)) {
      return false;
    }
    int next = text.isMark(word + 1, "\"'") ? word + 2 : word + 1;
    return text.isMark(next, "=:") && (text.isMark(next + 1, "\"'") || findsBar(text, next));
  }

  private static boolean findsBar(NormalizedText text, int from) {
    for (int token = from + 1; token < from + 24; token++) {
      if (text.isMark(token, "|") || (text.isMark(token, "/") && text.isNumber(token + 1))) {
        return true;
      }
    }
    return false;
  }
}
