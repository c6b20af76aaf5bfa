package io.roundhouse.protocols.a2a.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Protocol buffers as JSON and back, by the rules of ProtoJSON. Unknown fields are skipped both ways. */
public final class ProtoJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 64;

  private ProtoJson() {}

  /** Reads bytes of this type. */
  public static ObjectNode read(Descriptor type, byte[] bytes) throws InvalidProtocolBufferException {
    return object(DynamicMessage.parseFrom(type, bytes));
  }

  /**
   * Writes JSON as bytes of this type.
   *
   * @throws IllegalArgumentException if it does not fit the type
   */
  public static byte[] write(Descriptor type, JsonNode json) {
    return message(type, json, 0).toByteArray();
  }

  private static ObjectNode object(Message message) throws InvalidProtocolBufferException {
    ObjectNode json = NODES.objectNode();
    for (var field : message.getAllFields().entrySet()) {
      FieldDescriptor type = field.getKey();
      json.set(type.getJsonName(), type.isMapField() ? map(type, (List<?>) field.getValue())
          : type.isRepeated() ? array(type, (List<?>) field.getValue()) : value(type, field.getValue()));
    }
    return json;
  }

  private static ArrayNode array(FieldDescriptor type, List<?> values) throws InvalidProtocolBufferException {
    ArrayNode items = NODES.arrayNode();
    for (Object value : values) {
      items.add(value(type, value));
    }
    return items;
  }

  private static ObjectNode map(FieldDescriptor type, List<?> entries) throws InvalidProtocolBufferException {
    ObjectNode map = NODES.objectNode();
    FieldDescriptor key = type.getMessageType().findFieldByNumber(1);
    FieldDescriptor value = type.getMessageType().findFieldByNumber(2);
    for (Object entry : entries) {
      map.set(String.valueOf(((Message) entry).getField(key)), value(value, ((Message) entry).getField(value)));
    }
    return map;
  }

  private static JsonNode value(FieldDescriptor type, Object value) throws InvalidProtocolBufferException {
    return switch (type.getJavaType()) {
      case STRING -> NODES.textNode((String) value);
      case INT -> NODES.numberNode((Integer) value);
      case LONG -> NODES.textNode(value.toString());
      case BOOLEAN -> NODES.booleanNode((Boolean) value);
      case DOUBLE -> NODES.numberNode((Double) value);
      case FLOAT -> NODES.numberNode((Float) value);
      case BYTE_STRING -> NODES.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
      case ENUM -> {
        EnumValueDescriptor known = (EnumValueDescriptor) value;
        yield known.getIndex() < 0 ? NODES.numberNode(known.getNumber()) : NODES.textNode(known.getName());
      }
      case MESSAGE -> nested((Message) value);
    };
  }

  private static JsonNode nested(Message message) throws InvalidProtocolBufferException {
    return switch (message.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" -> {
        Timestamp time = Timestamp.parseFrom(message.toByteString());
        yield NODES.textNode(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString());
      }
      case "google.protobuf.Struct" -> struct(Struct.parseFrom(message.toByteString()));
      case "google.protobuf.Value" -> free(Value.parseFrom(message.toByteString()));
      default -> object(message);
    };
  }

  private static ObjectNode struct(Struct struct) {
    ObjectNode json = NODES.objectNode();
    struct.getFieldsMap().forEach((name, value) -> json.set(name, free(value)));
    return json;
  }

  private static JsonNode free(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> NODES.nullNode();
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case STRING_VALUE -> NODES.textNode(value.getStringValue());
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRUCT_VALUE -> struct(value.getStructValue());
      case LIST_VALUE -> {
        ArrayNode items = NODES.arrayNode();
        value.getListValue().getValuesList().forEach(item -> items.add(free(item)));
        yield items;
      }
    };
  }

  /** A whole number is written as one: JSON does not know that a protocol buffer keeps all numbers as floating point. */
  private static JsonNode number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53 ? NODES.numberNode((long) number) : NODES.numberNode(number);
  }

  private static Message message(Descriptor type, JsonNode json, int depth) {
    if (!json.isObject() || depth > DEEPEST) {
      throw new IllegalArgumentException("a " + type.getName() + " must be an object of at most " + DEEPEST + " levels");
    }
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      JsonNode value = json.path(field.getJsonName());
      boolean absent = value.isMissingNode() || (value.isNull() && !isFree(field));
      if (absent) {
        continue;
      }
      if (field.isMapField()) {
        value.properties().forEach(entry -> message.addRepeatedField(field, entry(field, entry.getKey(), entry.getValue(), depth)));
      } else if (field.isRepeated()) {
        value.forEach(item -> message.addRepeatedField(field, field(field, item, depth)));
      } else {
        Object set = field(field, value, depth);
        if (set != null) {
          message.setField(field, set);
        }
      }
    }
    return message.build();
  }

  private static boolean isFree(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getFullName().equals("google.protobuf.Value");
  }

  private static Message entry(FieldDescriptor map, String key, JsonNode value, int depth) {
    Descriptor type = map.getMessageType();
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByNumber(1), key)
        .setField(type.findFieldByNumber(2), field(type.findFieldByNumber(2), value, depth))
        .build();
  }

  private static @Nullable Object field(FieldDescriptor field, JsonNode value, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> value.asText();
      case INT -> value.asInt();
      case LONG -> value.asLong();
      case BOOLEAN -> value.asBoolean();
      case DOUBLE -> value.asDouble();
      case FLOAT -> (float) value.asDouble();
      case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(value.asText().replace('-', '+').replace('_', '/')));
      case ENUM -> value.isInt()
          ? field.getEnumType().findValueByNumber(value.intValue())
          : field.getEnumType().findValueByName(value.asText());
      case MESSAGE -> switch (field.getMessageType().getFullName()) {
        case "google.protobuf.Timestamp" -> time(value.asText());
        case "google.protobuf.Struct" -> struct(value);
        case "google.protobuf.Value" -> free(value);
        default -> message(field.getMessageType(), value, depth + 1);
      };
    };
  }

  private static Timestamp time(String text) {
    try {
      Instant at = Instant.parse(text);
      return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no time", e);
    }
  }

  private static Struct struct(JsonNode json) {
    Struct.Builder struct = Struct.newBuilder();
    json.properties().forEach(field -> struct.putFields(field.getKey(), free(field.getValue())));
    return struct.build();
  }

  private static Value free(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT, POJO -> Value.newBuilder().setStructValue(struct(json)).build();
      case ARRAY -> {
        ListValue.Builder items = ListValue.newBuilder();
        json.forEach(item -> items.addValues(free(item)));
        yield Value.newBuilder().setListValue(items).build();
      }
      case BOOLEAN -> Value.newBuilder().setBoolValue(json.booleanValue()).build();
      case NUMBER -> Value.newBuilder().setNumberValue(json.doubleValue()).build();
      case NULL, MISSING -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
      case STRING, BINARY -> Value.newBuilder().setStringValue(json.asText()).build();
    };
  }
}
