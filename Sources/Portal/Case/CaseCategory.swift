/// What a case is about; decides which group of the vendor works on it.
package enum CaseCategory: String, CaseIterable, Sendable {
    case sales = "SALES"
    case implementation = "IMPLEMENTATION"
    case support = "SUPPORT"
    case customizationService = "CUSTOMIZATION_SERVICE"
}
