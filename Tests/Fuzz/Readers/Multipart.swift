import HTTP

/// A body is read the same whole and byte by byte, and no content is longer than the body.
///
/// The first line is the Content-Type.
func readMultipart(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard let boundary = MediaType(UnsafeRawBufferPointer(rebasing: line)).flatMap(Boundary.init) else { return true }
    let body = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(line.count + 1))
    let whole = Form(body, boundary, step: max(1, body.count))
    return Form(body, boundary, step: 1) == whole && Form(body, boundary, step: 5) == whole
        && whole.contents.reduce(0) { $0 + $1.count } <= body.count
}

private struct Form: Equatable {
    var heads: [PartHead] = []
    var contents: [[UInt8]] = []
    var failure: MultipartReader.Failure?

    init(_ body: UnsafeRawBufferPointer, _ boundary: Boundary, step: Int) {
        var reader = MultipartReader(boundary: boundary, partLimit: 5)
        do throws(MultipartReader.Failure) {
            for piece in body.pieces(of: step) {
                var rest = piece
                while let event = try reader.read(&rest) {
                    switch event {
                    case .part(let head):
                        heads.append(head)
                        contents.append([])
                    case .data(let data): contents[contents.count - 1] += data
                    case .end: break
                    }
                }
            }
            try reader.finish()
        } catch { failure = error }
    }
}
