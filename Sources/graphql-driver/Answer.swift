import Execution
import GraphQL

/// One line of output.
struct Answer {
    let id: InputValue
    var errors: [GraphQLError] = []
    var text: String?
    /// The members of an operation that ran: `data` and `errors`, or `responses` to events.
    var response: String?

    /// The answer as JSON, with a line feed.
    var line: String {
        if let response { return "{\"id\":\(id.json),\"ok\":true,\(response)}\n" }
        var output = JSONOutput()
        output.raw("{\"id\":")
        output.raw(Array(id.json.utf8))
        output.raw(errors.isEmpty ? ",\"ok\":true,\"errors\":" : ",\"ok\":false,\"errors\":")
        output.errors(errors, hasLocationsAlways: true)
        if let text {
            output.raw(",\"text\":")
            output.string(text)
        }
        output.raw("}\n")
        return output.text
    }
}
