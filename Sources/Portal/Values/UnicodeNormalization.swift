// The one file of this room that imports Foundation: the standard library has no public normalization.
import Foundation

extension String {
    /// Unicode Normalization Form C.
    var normalizedC: String { precomposedStringWithCanonicalMapping }

    /// Unicode Normalization Form KC: also folds compatibility forms, such as full-width letters and ligatures.
    var normalizedKC: String { precomposedStringWithCompatibilityMapping }
}
