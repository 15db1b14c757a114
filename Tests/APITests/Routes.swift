import Execution
import GraphQL
import Portal

@testable import API

/// Ways from the root of a query to an object of each type, found by asking: only what is really there is a way.
struct Routes {
    /// The text of a query before and after the fields of the object.
    struct Route {
        let prefix: String
        let suffix: String

        func query(_ fields: String) -> String { prefix + fields + suffix }
    }

    private(set) var found: [String: Route] = [:]

    init(_ schema: Schema, for viewer: Viewer, in portal: borrowing TestPortal) throws {
        let access = Access(schema, role: viewer.role.rawValue)
        guard let query = schema.root(of: .query) else { return }
        var queue = [(type: query, route: Route(prefix: "{", suffix: "}"))]
        var next = 0
        while next < queue.count {
            let (type, route) = queue[next]
            next += 1
            let probe = route.query("__typename")
            if found[type.name] != nil { continue }
            guard try portal.answer(probe, as: viewer).contains(#""__typename":"\#(type.name)""#) else { continue }
            found[type.name] = route
            for field in type.fields where access.allows(field.element) && schema[field.type.named].isComposite {
                let target = schema[field.type.named]
                for arguments in Self.arguments(of: field, for: viewer.role) {
                    for member in target.possibleTypes.members.map({ schema[$0] }) {
                        let (open, close) = target.isAbstract ? ("{...on \(member.name){", "}}") : ("{", "}")
                        queue.append(
                            (
                                member,
                                Route(
                                    prefix: "\(route.prefix)\(field.name)\(arguments)\(open)",
                                    suffix: close + route.suffix)
                            ))
                    }
                }
            }
        }
    }

    /// The fewest arguments that a field can be asked with, in every way that leads to another type.
    static func arguments(of field: FieldDefinition, for role: Role) -> [String] {
        if let fixed = required["\(field.coordinate)"] { return fixed.map { "(\($0))" } }
        var arguments: [String] = []
        if field.arguments.contains(where: { $0.name == "scope" }) {
            arguments.append("scope:\(widest(for: role).rawValue)")
        }
        if field.coordinate.description.hasPrefix("Query."), field.arguments.contains(where: { $0.name == "first" }) {
            arguments.append("first:100")
        }
        return [arguments.isEmpty ? "" : "(\(arguments.joined(separator: ",")))"]
    }

    static func widest(for role: Role) -> RecordScope {
        switch role {
        case .anonymous, .partnerUser: .mine
        case .partnerSupervisor, .integration: .company
        case .agent, .admin: .all
        }
    }

    private static let nobody = #"id:"\#(GlobalID.encode("Nobody", 1))""#

    private static let required: [String: [String]] = [
        "Query.node": [nobody], "Query.nodes": ["ids:[]"], "Query.salesDirection": [nobody],
        "Query.registration": [nobody], "Query.lead": [nobody], "Query.opportunity": [nobody], "Query.case": [nobody],
        "Query.organization": [nobody], "Query.contact": [nobody], "Query.product": [nobody],
        "Query.partnerOrganization": [nobody], "Query.partnerUser": [nobody], "Query.agent": [nobody],
        "Query.portal": [#"path:"workplace""#],
        "Query.portalAccess": [#"path:"workplace""#, #"path:"elsewhere""#],
        "Query.companyLookup": [#"search:"blue""#],
        "Query.contactLookup": [#"organizationId:"\#(GlobalID.encode("Organization", 1))""#],
        "Query.formSpec": ["form:CASE"],
        "Query.changes": ["after:0"],
        "Query.explainAccess": [#"type:"Case",field:"title""#],
        "Query.systemProperty": [#"name:"portals.portal_context.enable""#],
    ]
}
