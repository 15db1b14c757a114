import CAssets
import Execution
import GraphQL
import Portal
import SQLite
import Storage
import Testing

@testable import API

@Suite("Payloads of mutations")
struct PayloadTests {
    /// The response to a mutation whose outcome is `values`.
    private func answer(
        _ query: String, as viewer: Viewer, _ values: @escaping (_ mutation: String) -> [SQLite.Value]
    ) throws -> String {
        let portal = try TestPortal(Records.all)
        let text = UnsafeRawBufferPointer(start: asset_schema.bytes, count: asset_schema.count)
        let schema = try BoundSchema(sdl: Array(text))
        let share = schema.share(of: viewer.role)
        let document = try Document.parse(Array(query.utf8))
        let valid = try validate(document, against: schema.schema, view: share.view)
        var compiler = PlanCompiler(
            valid, document.operations[0], schema.schema, sources: share.sources, access: share.access,
            view: share.view)
        let prepared = PreparedPlan(try compiler.compile())
        var executor = Executor()
        executor.output.raw("{\"data\":")
        executor.run(
            prepared, .none, viewer.context(at: TestPortal.now), on: portal.connection
        ) { (name, _, _) in values(name) }
        executor.finish(prepared.plan, requestID: "r1", estimated: 0)
        let response = String(decoding: executor.output.bytes, as: UTF8.self)
        return TestPortal.withoutExtensions(response)
    }

    @Test("The first value stands where the engine binds it")
    func parameters() { #expect(Parameter.firstArgument == Conditions.firstParameter) }

    @Test("Every mutation of the schema has a payload of its own type, with every field")
    func mutations() throws {
        let schema = try Declared.schema()
        let mutation = try #require(schema.root(of: .mutation))
        #expect(MutationBinding.all.map(\.name) == mutation.fields.map(\.name))
        #expect(MutationBinding.all.map(\.payload.type) == mutation.fields.map { schema[$0.type.named].name })
        for payload in MutationBinding.all.map(\.payload) {
            let fields = schema.type(named: payload.type)?.fields.map(\.name) ?? []
            #expect(columns(of: payload.table).sorted() == fields.sorted())
        }
    }

    private func columns<Payload: PayloadTable>(of _: Payload.Type) -> [String] {
        Payload.Column.allCases.map(\.rawValue)
    }

    private func table(of mutation: String) -> any PayloadTable.Type {
        MutationBinding.all.first { $0.name == mutation }?.payload.table ?? CommentPayloadTable.self
    }

    @Test("What was done is read back with the eyes of the caller")
    func done() throws {
        let query = """
            mutation{acceptLead(id:"TGVhZDoyMDI"){lead{number state contactName} share{state} contact{displayName}
              userErrors{code} replayed}}
            """
        #expect(
            try answer(query, as: TestPortal.user) {
                table(of: $0).values(of: ["lead": 202, "share": 3], isReplayed: true)
            } == """
                {"data":{"acceptLead":{"lead":{"number":"LEAD-000002","state":"ACCEPTED","contactName":"Eve Echo"},\
                "share":{"state":"ACCEPTED"},"contact":null,"userErrors":[],"replayed":true}}}
                """)
        #expect(
            try answer(query, as: TestPortal.user) {
                table(of: $0).values(of: ["lead": 203, "share": 5], isReplayed: false)
            } == """
                {"data":{"acceptLead":{"lead":null,"share":null,"contact":null,"userErrors":[],"replayed":false}}}
                """)
    }

    @Test("No more is told at once than the list has room for")
    func many() throws {
        let refusals = (1...UserErrors.limit + 1).map { Refusal(.required, "\($0)") }
        let answer = try answer(
            "mutation{createCase(input:{title:\"a\",summary:\"b\",category:SUPPORT}){userErrors{message}}}",
            as: TestPortal.user
        ) {
            table(of: $0).values(refusedWith: UserErrors.json(refusals))
        }
        let told = (1...100).map { "{\"message\":\"\($0)\"}" }.joined(separator: ",")
        #expect(answer == #"{"data":{"createCase":{"userErrors":[\#(told)]}}}"#)
    }

    @Test("What was refused is told in full")
    func refused() throws {
        let refusals = [
            Refusal.versionConflict(yours: 1, current: 2, changed: ["title"]),
            Refusal(
                .duplicateCompanyName, "A company of this \"name\" exists.", field: ["input", "company"],
                conflicting: RecordReference(type: "Organization", row: 1), suggestion: .useExisting),
        ]
        let query = """
            mutation{createCase(input:{title:"a",summary:"b",category:SUPPORT}){case{id}
              userErrors{code message field conflictingId suggestion details} replayed}}
            """
        #expect(
            try answer(query, as: TestPortal.user) { table(of: $0).values(refusedWith: UserErrors.json(refusals)) }
                == """
                {"data":{"createCase":{"case":null,"userErrors":[{"code":"VERSION_CONFLICT",\
                "message":"This record was changed by somebody else in the meantime.","field":["expectedVersion"],\
                "conflictingId":null,"suggestion":"RETRY_WITH_CURRENT","details":{"yourVersion":1,"currentVersion":2,\
                "changedFields":["title"]}},{"code":"DUPLICATE_COMPANY_NAME",\
                "message":"A company of this \\"name\\" exists.","field":["input","company"],\
                "conflictingId":"T3JnYW5pemF0aW9uOjE","suggestion":"USE_EXISTING","details":null}],"replayed":false}}}
                """)
    }
}
