//! The OpenAPI 3.1 document, made from the same cards that make the router: a route cannot be missing from it.

use serde_json::{Map, Value, json};

use crate::field::{Field, Kind};
use crate::module::RouteCard;
use crate::query::PAGING;

/// The document of these routes.
pub(crate) fn document(cards: &[RouteCard], version: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut schemas: Map<String, Value> = Map::new();
    for card in cards {
        let Some(api) = &card.api else { continue };
        let mut parameters: Vec<Value> = path_names(card.path)
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
            .collect();
        let paging: &[Field] = if api.paged { PAGING } else { &[] };
        parameters.extend(api.query.iter().chain(paging).map(|field| {
            let (name, says, required) = (field.name, field.says, field.required);
            json!({ "name": name, "in": "query", "description": says, "required": required, "schema": schema(field.kind) })
        }));
        let mut answer = json!({ "description": "Done." });
        if let Some(gives) = api.gives {
            let (given, named) = gives();
            answer["content"] = json!({ "application/json": { "schema": given } });
            schemas.extend(named.into_iter().map(|(name, schema)| (name, json!(schema))));
        }
        if api.gives_file {
            answer["content"] = json!({ "application/octet-stream": {} });
        }
        let mut operation = json!({
            "operationId": operation_id(card),
            "summary": api.says,
            "description": format!("Permission: `{}`.", card.permission.name),
            "parameters": parameters,
            "responses": {
                api.status.to_string(): answer,
                "default": {
                    "description": "A problem (RFC 9457).",
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
                },
            },
        });
        if let Some(most) = api.file {
            let mut parts = body(api.takes);
            parts["properties"]["file"] = json!({ "description": format!("The file: at most {} MB.", most >> 20), "contentMediaType": "application/octet-stream" });
            operation["requestBody"] =
                json!({ "required": true, "content": { "multipart/form-data": { "schema": parts } } });
        } else if !api.takes.is_empty() {
            operation["requestBody"] =
                json!({ "required": true, "content": { "application/json": { "schema": body(api.takes) } } });
        }
        if card.permission.name == "anyone" {
            operation["security"] = json!([]);
        }
        let path = paths.entry(card.path.to_owned()).or_insert_with(|| json!({}));
        path[card.method.as_str().to_lowercase()] = operation;
    }
    schemas.insert("Problem".to_owned(), problem_schema());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Soglia",
            "version": version,
            "description": "Lists answer {items, total, next}. Days are ISO 8601, instants RFC 3339 in UTC, money is whole euro cents in answers and an amount of euro in bodies.",
            "license": { "name": "EUPL-1.2", "identifier": "EUPL-1.2" },
        },
        "servers": [{ "url": "/" }],
        "security": [{ "bearer": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas,
        },
    })
}

fn path_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn operation_id(card: &RouteCard) -> String {
    let words = card.path.trim_start_matches("/api/v1").replace(['{', '}', '.'], "");
    let words: Vec<&str> = words.split('/').filter(|word| !word.is_empty()).collect();
    format!("{}-{}", card.method.as_str().to_lowercase(), words.join("-"))
}

fn body(fields: &[Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut described = schema(field.kind);
            described["description"] = json!(field.says);
            (field.name.to_owned(), described)
        })
        .collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Text(most) | Kind::Prose(most) => json!({ "type": "string", "maxLength": most }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::BirthDay => json!({ "type": "string", "description": "A day, or the year alone." }),
        Kind::Money => json!({ "type": ["string", "number"], "description": "Euro, with at most two decimals." }),
        Kind::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Word(words) => json!({ "type": "string", "enum": words() }),
        Kind::Words(words) => json!({ "type": "array", "items": { "type": "string", "enum": words() } }),
        Kind::Id => json!({ "type": "string", "format": "uuid" }),
        Kind::Code => json!({ "type": "string" }),
    }
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "RFC 9457. `errors` names each wrong field.",
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "field": { "type": "string" },
                        "code": { "type": "string" },
                        "detail": { "type": "string" },
                    },
                },
            },
        },
    })
}
