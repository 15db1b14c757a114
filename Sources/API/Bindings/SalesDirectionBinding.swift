import Storage

/// `type SalesDirection` of schema.graphql, field by field in its order.
enum SalesDirectionBinding: ObjectBinding {
    typealias Rows = SalesDirectionTable
    static let typeName = "SalesDirection"

    static let fields: [Field] = [
        .id("SalesDirection", .id),
        .column("name", .name),
        .column("active", .active),
        .one("portal", "Portal", by: .portalID),
        .connection("products", Lists.products, by: .salesDirectionID, of: .id),
        .column("allowQuickClosing", .allowQuickClosing),
        .column("tinChecksum", .tinChecksum),
        .column("protectionDays", .protectionDays),
    ]
}

/// `type Product` of schema.graphql, field by field in its order.
enum ProductBinding: ObjectBinding {
    typealias Rows = ProductTable
    static let typeName = "Product"

    static let fields: [Field] = [
        .id("Product", .id),
        .column("name", .name),
        .column("series", .series),
        .column("listPrice", .listPrice),
        .column("currency", .currency),
        .column("active", .active),
        .one("salesDirection", "SalesDirection", by: .salesDirectionID),
        .column("floorPrice", .floorPrice),
    ]
}
