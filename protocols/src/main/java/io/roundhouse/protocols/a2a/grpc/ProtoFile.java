package io.roundhouse.protocols.a2a.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The messages and methods that a {@code .proto} file defines, read from its text. Immutable; safe to share.
 *
 * <p>Takes proto3 with messages, enums, oneofs, maps and services; options are skipped. The normative file of A2A is all it has to take,
 * and protobuf's own descriptors check what comes out.
 */
public final class ProtoFile {

  private static final Map<String, FieldDescriptorProto.Type> SCALARS = Map.of(
      "string", FieldDescriptorProto.Type.TYPE_STRING,
      "bytes", FieldDescriptorProto.Type.TYPE_BYTES,
      "bool", FieldDescriptorProto.Type.TYPE_BOOL,
      "int32", FieldDescriptorProto.Type.TYPE_INT32,
      "int64", FieldDescriptorProto.Type.TYPE_INT64,
      "double", FieldDescriptorProto.Type.TYPE_DOUBLE);

  private final FileDescriptor file;
  private final Map<String, Method> methods;

  private ProtoFile(FileDescriptor file, Map<String, Method> methods) {
    this.file = file;
    this.methods = methods;
  }

  /** A method of the service: what it takes and gives. */
  public record Method(String name, Descriptor input, Descriptor output, boolean streaming) {}

  /** Reads a file beside this class. */
  public static ProtoFile resource(String name) {
    try (InputStream in = Objects.requireNonNull(ProtoFile.class.getResourceAsStream(name), name)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ProtoFile parse(String text) {
    return new Reader(new ProtoTokens(text)).file();
  }

  /** The message type of this name. */
  public Descriptor message(String name) {
    return Objects.requireNonNull(file.findMessageTypeByName(name), name);
  }

  /** The methods of all services, by name. */
  public Map<String, Method> methods() {
    return methods;
  }

  /** The package of the file. */
  public String packageName() {
    return file.getPackage();
  }

  private record Rpc(String name, String input, String output, boolean streaming) {}

  private static final class Reader {

    private final ProtoTokens tokens;
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName("file.proto").setSyntax("proto3");
    private final List<Rpc> rpcs = new ArrayList<>();

    Reader(ProtoTokens tokens) {
      this.tokens = tokens;
    }

    ProtoFile file() {
      while (!tokens.atEnd()) {
        switch (tokens.next()) {
          case "package" -> file.setPackage(tokens.next());
          case "message" -> file.addMessageType(message(tokens.next()));
          case "enum" -> file.addEnumType(enumeration(tokens.next()));
          case "service" -> service();
          case "syntax", "import", "option" -> tokens.skipStatement();
          default -> { }
        }
      }
      FileDescriptor[] known = {StructProto.getDescriptor(), TimestampProto.getDescriptor(), EmptyProto.getDescriptor()};
      for (FileDescriptor dependency : known) {
        file.addDependency(dependency.getName());
      }
      try {
        FileDescriptor built = FileDescriptor.buildFrom(file.build(), known);
        Map<String, Method> methods = new LinkedHashMap<>();
        for (Rpc rpc : rpcs) {
          methods.put(rpc.name(), new Method(rpc.name(), type(built, rpc.input()), type(built, rpc.output()), rpc.streaming()));
        }
        return new ProtoFile(built, Map.copyOf(methods));
      } catch (DescriptorValidationException e) {
        throw new IllegalArgumentException("the .proto file does not hold together: " + e.getMessage(), e);
      }
    }

    private static Descriptor type(FileDescriptor file, String name) {
      return name.equals("google.protobuf.Empty")
          ? EmptyProto.getDescriptor().findMessageTypeByName("Empty")
          : Objects.requireNonNull(file.findMessageTypeByName(name), name);
    }

    private void service() {
      tokens.next();
      tokens.expect("{");
      for (String word = tokens.next(); !word.equals("}"); word = tokens.next()) {
        if (word.equals("rpc")) {
          String name = tokens.next();
          tokens.expect("(");
          String input = tokens.next();
          tokens.expect(")");
          tokens.expect("returns");
          tokens.expect("(");
          String output = tokens.next();
          boolean streaming = output.equals("stream");
          rpcs.add(new Rpc(name, input, streaming ? tokens.next() : output, streaming));
          tokens.expect(")");
          tokens.skipBlockOrStatement();
        } else {
          tokens.skipStatement();
        }
      }
    }

    private EnumDescriptorProto enumeration(String name) {
      EnumDescriptorProto.Builder values = EnumDescriptorProto.newBuilder().setName(name);
      tokens.expect("{");
      for (String word = tokens.next(); !word.equals("}"); word = tokens.next()) {
        if (word.equals("option") || word.equals("reserved")) {
          tokens.skipStatement();
        } else {
          tokens.expect("=");
          values.addValue(EnumValueDescriptorProto.newBuilder().setName(word).setNumber(Integer.parseInt(tokens.next())));
          tokens.skipStatement();
        }
      }
      return values.build();
    }

    private DescriptorProto message(String name) {
      DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
      List<FieldDescriptorProto.Builder> optional = new ArrayList<>();
      tokens.expect("{");
      for (String word = tokens.next(); !word.equals("}"); word = tokens.next()) {
        switch (word) {
          case "option", "reserved" -> tokens.skipStatement();
          case "message" -> message.addNestedType(message(tokens.next()));
          case "enum" -> message.addEnumType(enumeration(tokens.next()));
          case "oneof" -> oneof(message);
          case "map" -> map(message);
          case "repeated" -> message.addField(field(tokens.next(), FieldDescriptorProto.Label.LABEL_REPEATED));
          case "optional" -> optional.add(field(tokens.next(), FieldDescriptorProto.Label.LABEL_OPTIONAL).setProto3Optional(true));
          default -> message.addField(field(word, FieldDescriptorProto.Label.LABEL_OPTIONAL));
        }
      }
      // The oneofs that stand for optional fields come after all others.
      optional.forEach(field -> {
        field.setOneofIndex(message.getOneofDeclCount());
        message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.getName()));
        message.addField(field);
      });
      return message.build();
    }

    private void oneof(DescriptorProto.Builder message) {
      int index = message.getOneofDeclCount();
      message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(tokens.next()));
      tokens.expect("{");
      for (String word = tokens.next(); !word.equals("}"); word = tokens.next()) {
        if (word.equals("option")) {
          tokens.skipStatement();
        } else {
          message.addField(field(word, FieldDescriptorProto.Label.LABEL_OPTIONAL).setOneofIndex(index));
        }
      }
    }

    private void map(DescriptorProto.Builder message) {
      tokens.expect("<");
      String key = tokens.next();
      tokens.expect(",");
      String value = tokens.next();
      tokens.expect(">");
      FieldDescriptorProto.Builder field = numbered(tokens.next()).setLabel(FieldDescriptorProto.Label.LABEL_REPEATED);
      StringBuilder entry = new StringBuilder();
      for (String word : field.getName().split("_", -1)) {
        entry.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
      String type = entry.append("Entry").toString();
      message.addNestedType(DescriptorProto.newBuilder()
          .setName(type)
          .setOptions(MessageOptions.newBuilder().setMapEntry(true))
          .addField(typed(single("key", 1), key))
          .addField(typed(single("value", 2), value)));
      message.addField(field.setTypeName(type));
    }

    private static FieldDescriptorProto.Builder single(String name, int number) {
      return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }

    private FieldDescriptorProto.Builder field(String type, FieldDescriptorProto.Label label) {
      return typed(numbered(tokens.next()).setLabel(label), type);
    }

    private FieldDescriptorProto.Builder numbered(String name) {
      tokens.expect("=");
      FieldDescriptorProto.Builder field = FieldDescriptorProto.newBuilder().setName(name).setNumber(Integer.parseInt(tokens.next()));
      tokens.skipStatement();
      return field;
    }

    private static FieldDescriptorProto.Builder typed(FieldDescriptorProto.Builder field, String type) {
      FieldDescriptorProto.Type scalar = SCALARS.get(type);
      return scalar == null ? field.setTypeName(type) : field.setType(scalar);
    }
  }
}
