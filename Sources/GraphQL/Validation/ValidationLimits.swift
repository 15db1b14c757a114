/// How large an operation may be, fragments written out; each bound has an error code of its own.
package struct ValidationLimits: Sendable {
    /// The deepest nesting of fields, in levels.
    package var depth = 20
    /// The deepest nesting of selection sets, in levels, fragments included: bounds the recursion of all that walks them.
    ///
    /// As deep as the parser reads one definition, so that fragments alone can be the cause.
    package var nesting = SyntaxLimits.executable.depth
    /// The most aliased fields in one operation.
    package var aliases = 200
    /// The most fields of one operation's root.
    package var rootFields = 50
    /// The most directives at one place.
    package var directives = 10
    /// The most fields in one operation: few lines of nested fragments can stand for millions.
    package var fields = 20_000
    /// The most operations in one document: rules look at each together with its fragments.
    package var operations = 100
    /// The most comparisons of fields that share a response name.
    package var mergeSteps = 200_000
    /// The most errors in one answer.
    package var errors = 20

    package init() {}

    package static let standard = ValidationLimits()
    /// For a schema, whose author wants to see more than a few errors at once.
    static let typeSystem = {
        var limits = ValidationLimits()
        limits.errors = 100
        return limits
    }()
}
