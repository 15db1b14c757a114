/// Finds all in which two schemas differ.
///
/// The reference implementation's `findBreakingChanges` and `findDangerousChanges` give the classes and the sentences. What
/// they pass over is added: root types, `@oneOf`, defaults of input fields, arguments of directives, and every safe change.
package struct SchemaComparison {
    let old: Schema
    let new: Schema
    private(set) var changes: [SchemaChange] = []

    private init(from old: Schema, to new: Schema) {
        self.old = old
        self.new = new
    }

    /// Every change, the worst first; neither the order of definitions nor how they are written counts.
    package static func changes(from old: Schema, to new: Schema) -> [SchemaChange] {
        var comparison = SchemaComparison(from: old, to: new)
        comparison.compareRoots()
        comparison.compareTypes()
        comparison.compareDirectiveDefinitions()
        return SchemaChange.Impact.allCases.flatMap { impact in comparison.changes.filter { $0.impact == impact } }
    }

    mutating func report(_ impact: SchemaChange.Impact, _ sentence: String) {
        changes.append(SchemaChange(impact: impact, sentence: sentence))
    }

    // MARK: What every element has

    private mutating func compareRoots() {
        for kind in [OperationKind.query, .mutation, .subscription] {
            let (before, after) = (old.root(of: kind)?.name, new.root(of: kind)?.name)
            guard before != after else { continue }
            if let before { report(.breaking, "\(before) is no longer the \(kind.rawValue) root type.") }
            if let after { report(.safe, "\(after) is the \(kind.rawValue) root type now.") }
        }
        compareDescriptions(old.description, new.description, of: "the schema")
        compareDirectives(old.directives, new.directives, on: "the schema")
    }

    /// Compares what is written about an element, as long as both documents write about it.
    mutating func compare(_ before: Element, _ after: Element) {
        guard before.offset != nil, after.offset != nil else { return }
        compareDescriptions(before.description, after.description, of: "\(before.coordinate)")
        compareDirectives(before.directives, after.directives, on: "\(before.coordinate)")
    }

    private mutating func compareDescriptions(_ before: String?, _ after: String?, of place: String) {
        guard before != after else { return }
        let what = before == nil ? "was added" : after == nil ? "was removed" : "has changed"
        report(.safe, "Description of \(place) \(what).")
    }

    /// Compares what is applied to an element.
    ///
    /// Only a server knows what its own directives do, so any change of them may be dangerous.
    private mutating func compareDirectives(
        _ before: [AppliedDirective], _ after: [AppliedDirective], on place: String
    ) {
        let deprecations = (before.first { $0.name == "deprecated" }, after.first { $0.name == "deprecated" })
        switch deprecations {
        case (nil, _?): report(.safe, "\(place) is deprecated now.")
        case (_?, nil): report(.safe, "\(place) is no longer deprecated.")
        case (let one?, let other?) where one.text != other.text:
            report(.safe, "Deprecation reason of \(place) has changed.")
        default: break
        }
        let texts = Pairing(before.undeprecating, after.undeprecating) { $0.text }
        for directive in texts.removed {
            report(directive.name == "oneOf" ? .safe : .dangerous, "\(directive.text) was removed from \(place).")
        }
        for directive in texts.added {
            report(directive.name == "oneOf" ? .breaking : .dangerous, "\(directive.text) was added to \(place).")
        }
    }
}

/// What became of some elements, which are known by their names.
struct Pairing<Element> {
    private(set) var removed: [Element] = []
    private(set) var kept: [(old: Element, new: Element)] = []
    let added: [Element]

    init(_ old: some Collection<Element>, _ new: some Collection<Element>, by name: (Element) -> String) {
        let after = Dictionary(new.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
        for element in old {
            if let other = after[name(element)] { kept.append((element, other)) } else { removed.append(element) }
        }
        let before = Set(old.map(name))
        added = new.filter { !before.contains(name($0)) }
    }
}

extension AppliedDirective {
    /// As the language writes it, defaults written out.
    fileprivate var text: String {
        let texts = arguments.map { "\($0.name): \($0.value.canonicalText)" }
        return "@\(name)" + (texts.isEmpty ? "" : "(\(texts.joined(separator: ", ")))")
    }
}

extension [AppliedDirective] {
    fileprivate var undeprecating: [AppliedDirective] { filter { $0.name != "deprecated" } }
}

extension InputValue {
    /// As the language writes it, fields of objects in the order of their names: the same for equal values.
    var canonicalText: String { sorted.text }

    private var sorted: InputValue {
        switch self {
        case .list(let items): .list(items.map(\.sorted))
        case .object(let fields):
            .object(fields.sorted { $0.name < $1.name }.map { InputObjectField($0.name, $0.value.sorted) })
        default: self
        }
    }
}
