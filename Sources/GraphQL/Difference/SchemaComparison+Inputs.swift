// What clients give: arguments, input fields, and directives.
extension SchemaComparison {
    mutating func compareArguments(
        of field: String, _ before: Members<InputValueDefinition>, _ after: Members<InputValueDefinition>
    ) {
        let arguments = Pairing(before, after, by: \.name)
        for argument in arguments.removed { report(.breaking, "\(field) arg \(argument.name) was removed.") }
        for (before, after) in arguments.kept {
            let place = "\(field) arg \(before.name)"
            compare(before, after, place, changedType: "\(place) has changed type")
        }
        for argument in arguments.added {
            if argument.isRequired {
                report(.breaking, "A required arg \(argument.name) on \(field) was added.")
            } else {
                report(.dangerous, "An optional arg \(argument.name) on \(field) was added.")
            }
        }
    }

    mutating func compareInputFields(_ before: TypeDefinition, _ after: TypeDefinition) {
        let fields = Pairing(before.inputFields, after.inputFields, by: \.name)
        for field in fields.added {
            if field.isRequired {
                report(.breaking, "A required field \(field.name) on input type \(before.name) was added.")
            } else {
                report(.dangerous, "An optional field \(field.name) on input type \(before.name) was added.")
            }
        }
        for field in fields.removed { report(.breaking, "\(field.coordinate) was removed.") }
        for (before, after) in fields.kept {
            compare(before, after, "\(before.coordinate)", changedType: "\(before.coordinate) changed type")
        }
    }

    mutating func compareDirectiveDefinitions() {
        let directives = Pairing(old.directiveDefinitions, new.directiveDefinitions, by: \.name)
        for directive in directives.removed { report(.breaking, "@\(directive.name) was removed.") }
        for directive in directives.added { report(.safe, "@\(directive.name) was added.") }
        for (before, after) in directives.kept { compare(before, after) }
    }

    private mutating func compare(_ before: DirectiveDefinition, _ after: DirectiveDefinition) {
        let name = "@\(before.name)"
        compare(before.element, after.element)
        let arguments = Pairing(before.arguments, after.arguments, by: \.name)
        for argument in arguments.added {
            let (need, impact): (String, SchemaChange.Impact) =
                argument.isRequired ? ("A required", .breaking) : ("An optional", .safe)
            report(impact, "\(need) arg \(argument.name) on directive \(name) was added.")
        }
        for argument in arguments.removed { report(.breaking, "\(argument.name) was removed from \(name).") }
        for (before, after) in arguments.kept {
            let place = "\(name) arg \(before.name)"
            compare(before, after, place, changedType: "\(place) has changed type")
        }
        if before.isRepeatable, !after.isRepeatable {
            report(.breaking, "Repeatable flag was removed from \(name).")
        } else if after.isRepeatable, !before.isRepeatable {
            report(.safe, "Repeatable flag was added to \(name).")
        }
        let locations = Pairing(before.locations, after.locations, by: \.rawValue)
        for location in locations.removed { report(.breaking, "\(location.rawValue) was removed from \(name).") }
        for location in locations.added { report(.safe, "\(location.rawValue) was added to \(name).") }
    }

    // MARK: What an argument and an input field have in common

    private mutating func compare(
        _ before: InputValueDefinition, _ after: InputValueDefinition, _ place: String, changedType: String
    ) {
        compare(before.element, after.element)
        let (type, newType) = (old.text(of: before.type), new.text(of: after.type))
        if type != newType {
            let isSafe =
                isSameName(before.type, after.type) && before.type.wrapping.promisesAllOf(after.type.wrapping)
            report(isSafe ? .safe : .breaking, "\(changedType) from \(type) to \(newType).")
            guard isSafe else { return }
        }
        compareDefaults(before, after, place)
    }

    private mutating func compareDefaults(
        _ before: InputValueDefinition, _ after: InputValueDefinition, _ place: String
    ) {
        switch (before.defaultValue?.canonicalText, after.defaultValue?.canonicalText) {
        case (nil, let value?): report(.safe, "\(place) defaultValue \(value) was added.")
        case (_?, nil) where after.isRequired:
            report(.breaking, "\(place) defaultValue was removed, which makes it required.")
        case (_?, nil): report(.dangerous, "\(place) defaultValue was removed.")
        case (let value?, let newValue?) where value != newValue:
            report(.dangerous, "\(place) has changed defaultValue from \(value) to \(newValue).")
        default: break
        }
    }
}
