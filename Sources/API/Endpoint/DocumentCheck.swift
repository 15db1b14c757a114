import Execution
package import GraphQL
package import Portal

/// What is wrong with a document.
package struct DocumentError: Hashable, Sendable {
    package let message: String
    /// Where; none if it is about the document as a whole.
    package let locations: [SourceLocation]
}

extension BoundSchema {
    /// All for which the endpoint would refuse a document, or answer null instead of a field, whatever its variables are.
    ///
    /// - Parameters:
    ///   - source: GraphQL in UTF-8.
    ///   - role: Who would send it; nil to ask only whether it fits the schema, and whether it is too dear for anyone.
    /// - Returns: In the order of the document; nothing if it is valid. Of what is closed to the role, the first input or mutation of each
    ///   operation stands for all, its cost included; without such a one, every field.
    package func errors(in source: [UInt8], for role: Role?) -> [DocumentError] {
        allErrors(in: source, for: role).sorted { $0.place < $1.place }
    }

    private func allErrors(in source: [UInt8], for role: Role?) -> [DocumentError] {
        let share = role.map(share)
        let document: Document
        do throws(GraphQLError) { document = try Document.parse(source) } catch { return [DocumentError(error)] }
        do throws(ValidationErrors) {
            let valid = try validate(
                document, against: schema, view: share?.view ?? SchemaView(of: schema), limits: .author)
            return document.operations.flatMap { operation in
                guard let share else { return excess(of: operation, valid) }
                return refusals(of: operation, valid, share).map(DocumentError.init)
            }
        } catch { return error.errors.map(DocumentError.init) }
    }

    private func refusals(of operation: Operation, _ document: Valid<Document>, _ share: Share) -> [FieldRefusal] {
        var compiler = PlanCompiler(
            document, operation, schema, sources: share.sources, access: share.access, view: share.view)
        do throws(FieldRefusal) {
            let plan = try compiler.compile()
            return (plan.costRefusal.map { [$0] } ?? []) + plan.deniedFields
        } catch { return [error] }
    }

    /// Whether the operation costs more than it may, and for whom: nobody pays for what they may not read.
    private func excess(of operation: Operation, _ document: Valid<Document>) -> [DocumentError] {
        var found: [(refusal: FieldRefusal, roles: [String])] = []
        for role in Role.allCases {
            for refusal in refusals(of: operation, document, share(of: role)) where refusal.isExcess {
                if let index = found.firstIndex(where: { $0.refusal == refusal }) {
                    found[index].roles.append(role.rawValue)
                } else {
                    found.append((refusal, [role.rawValue]))
                }
            }
        }
        return found.map { refusal, roles in
            DocumentError(
                message: "\(refusal.message) (as \(roles.joined(separator: ", ")))", locations: refusal.locations)
        }
    }
}

extension DocumentError {
    /// The first of its places.
    fileprivate var place: (line: Int, column: Int) { locations.first.map { ($0.line, $0.column) } ?? (0, 0) }

    fileprivate init(_ error: GraphQLError) { self.init(message: error.message, locations: error.locations) }

    fileprivate init(_ refusal: FieldRefusal) { self.init(message: refusal.message, locations: refusal.locations) }
}

extension ValidationLimits {
    /// Those of the endpoint, but for the number of errors: who mends a document wants to see them all.
    fileprivate static let author = {
        var limits = ValidationLimits.standard
        limits.errors = 1000
        return limits
    }()
}
