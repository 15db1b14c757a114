import Testing

/// A case of the demo, and the accounts that work on it.
struct DemoCase {
    let server: RunningServer
    let id: String
    let token: String

    init(_ server: RunningServer) throws {
        self.server = server
        token = try server.token(of: "PARTNER_USER")
        let answer = try server.client().post(#"{"query":"{ cases(first: 1) { nodes { id } } }"}"#, token: token)
        id = String(try #require(answer.body.firstMatch(of: #/"id":"([^"]+)"/#)).1)
    }

    /// A subscription to the case's comments.
    var subscription: String {
        #"{"query":"subscription S($id: ID!) { commentAdded(subjectId: $id) { body } }","variables":{"id":"\#(id)"}}"#
    }

    func mutation(_ text: String) -> String {
        #"{"query":"mutation { addComment(subjectId: \"\#(id)\", body: \"\#(text)\") { comment { body } userErrors { message } } }"}"#
    }

    /// Has the partner's user comment on it.
    func comment(_ text: String) throws {
        let answer = try server.client().post(mutation(text), token: token)
        try #require(answer.body.hasPrefix(#"{"data":{"addComment":{"comment":{"body":"\#(text)"}"#), "\(answer.body)")
    }
}
