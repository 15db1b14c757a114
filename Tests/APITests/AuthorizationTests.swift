import Execution
import GraphQL
import Portal
import Testing

@testable import API

@Suite("The matrix of fields and roles")
struct AuthorizationTests {
    @Test("Every output field has one row, and every row its field")
    func rows() throws {
        let types = try Declared.schema().types.filter {
            [.object, .interface].contains($0.kind) && !$0.name.hasPrefix("__")
        }
        let declared = types.flatMap { $0.fields.map { "\($0.coordinate)" } }.sorted()
        let rows = try AuthorizationMatrix().rows.map(\.coordinate).sorted()
        #expect(declared.filter { !rows.contains($0) } == [], "have no row")
        #expect(rows.filter { !declared.contains($0) } == [], "have no field")
        #expect(Set(rows).count == rows.count)
    }

    @Test("The engine lets each role read what the matrix says", arguments: Role.allCases)
    func decisions(_ role: Role) throws {
        let schema = try Declared.schema()
        let access = Access(schema, role: role.rawValue)
        for row in try AuthorizationMatrix().rows {
            let type = try #require(schema.type(named: row.type))
            let field = try #require(schema.field(named: row.field, of: type))
            #expect(access.allows(field.element) == (row.codes[role.index] != "-"), "\(row.coordinate)")
        }
    }

    /// Types of which a role meets no object: they hang on fields that are denied to it.
    static let outOfReach: [Role: Set<String>] = [
        .partnerUser: ofTheVendor.union(ofAdministrators).union(webhooks).union(["ActionRequired"]),
        .partnerSupervisor: ofTheVendor.union(ofAdministrators), .agent: ofAdministrators.union(webhooks),
        .integration: ofTheVendor.union(ofAdministrators),
    ]
    static let ofTheVendor: Set = [
        "AgentConnection", "AgentEdge", "ConflictCandidate", "DuplicateCandidate", "LeadShareConnection",
        "LeadShareEdge", "PartnerOrganizationConnection", "PartnerOrganizationEdge",
    ]
    static let ofAdministrators: Set = [
        "AuditEntry", "AuditEntryConnection", "AuditEntryEdge", "OutboxMessage", "PortalContext", "SystemProperty",
        "UserCriteria",
    ]
    static let webhooks: Set = ["Webhook", "WebhookDelivery", "WebhookDeliveryConnection", "WebhookDeliveryEdge"]
    /// All that a stranger meets.
    static let ofStrangers: Set = ["Query", "Portal"]

    @Test("A denied field is null with one error, any other has none, in every type that a role can reach")
    func answers() throws {
        let schema = try Declared.schema()
        let types = Dictionary(grouping: try AuthorizationMatrix().rows, by: \.type)
        let demo = try DemoPortal()
        #expect(demo.viewers.map(\.role) == Role.allCases)
        for viewer in demo.viewers {
            let routes = try Routes(schema, for: viewer, in: demo.portal).found
            let objects = schema.types.filter { $0.kind == .object && types[$0.name] != nil }.map(\.name)
            let missing = Set(objects).subtracting(routes.keys).subtracting(Self.notInQueries)
            if viewer.role == .anonymous {
                #expect(Set(routes.keys) == Self.ofStrangers)
            } else {
                #expect(missing.sorted() == Self.outOfReach[viewer.role, default: []].sorted(), "\(viewer.role)")
            }
            for (name, route) in routes {
                let fields = Array(try #require(schema.type(named: name)).fields)
                let denied = Set(types[name, default: []].filter { $0.codes[viewer.role.index] == "-" }.map(\.field))
                // What is denied to nobody who is signed in may be non-null, and takes its parent along.
                let questions = viewer.role == .anonymous ? fields.map { [$0] } : [fields]
                for question in questions {
                    let selection = question.map { field in
                        let arguments = Routes.arguments(of: field, for: viewer.role)[0]
                        let fields = schema[field.type.named].isComposite ? "{__typename}" : ""
                        return "its_\(field.name):\(field.name)\(arguments)\(fields)"
                    }
                    let answer = try demo.portal.answer(route.query(selection.joined(separator: " ")), as: viewer)
                    let problems = Self.problems(
                        answer, of: name, denied.intersection(question.map(\.name)), viewer.role)
                    #expect(problems == [], "\(viewer.role) \(answer.suffix(800))")
                }
            }
        }
    }

    /// What is wrong with an answer in which `denied` fields were asked for.
    private static func problems(_ answer: String, of type: String, _ denied: Set<String>, _ role: Role) -> [String] {
        let code = #""code":"\#(role == .anonymous ? "UNAUTHENTICATED" : "FORBIDDEN_FIELD")""#
        var problems: [String] = []
        if answer.count(of: #""code":"#) != denied.count || answer.count(of: code) != denied.count {
            problems.append("\(type): not \(denied.count) times \(code)")
        }
        for field in denied.sorted() {
            let key = #""its_\#(field)":"#
            if answer.count(of: #""coordinate":"\#(type).\#(field)""#) != 1 {
                problems.append("\(type).\(field): no error")
            }
            if answer.count(of: key) != answer.count(of: key + "null") { problems.append("\(type).\(field): a value") }
            if role != .anonymous, !answer.contains(key) { problems.append("\(type).\(field): absent") }
        }
        return problems
    }

    /// Payloads and events are read where mutations and subscriptions are tested.
    static let notInQueries: Set<String> = [
        "Mutation", "Subscription", "UserError", "RegistrationPayload", "QualifyPayload", "LeadPayload", "CasePayload",
        "CommentPayload", "AttachmentPayload", "SignInPayload", "OkPayload",
    ]
}

extension String {
    /// How often `part` occurs.
    func count(of part: String) -> Int { ranges(of: part).count }
}
