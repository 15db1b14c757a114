import Portal
import Storage

/// How each kind of row is listed, wherever it is listed: one static value per kind, one file per subject.
enum Lists {}
