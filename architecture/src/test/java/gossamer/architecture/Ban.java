package gossamer.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Something that a piece of the house may not touch. */
sealed interface Ban {
  /** What is not to be touched, as it is written in a finding. */
  String name();

  /** Where the class does it all the same. */
  Stream<String> foundIn(JavaClass type);

  /** Any use of a type: a field, a parameter, a call. A trailing dot means the whole package. */
  record Type(String name) implements Ban {
    @Override
    public Stream<String> foundIn(JavaClass type) {
      return type.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> matches(dependency.getTargetClass()))
          .map(Dependency::getDescription);
    }

    private boolean matches(JavaClass target) {
      String used = target.getBaseComponentType().getName();
      return name.endsWith(".")
          ? used.startsWith(name)
          : used.equals(name) || used.startsWith(name + "$");
    }
  }

  /** An access to a member of a class, whatever its parameters; also by method reference. */
  record Member(String owner, String member) implements Ban {
    @Override
    public String name() {
      return owner + "." + member;
    }

    @Override
    public Stream<String> foundIn(JavaClass type) {
      return Stream.concat(
              type.getAccessesFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
          .filter(access -> access.getTargetOwner().getName().equals(owner))
          .filter(access -> access.getName().equals(member))
          .map(JavaAccess::getDescription)
          .distinct();
    }
  }

  /** A method that waits for a lock. */
  record Synchronized() implements Ban {
    @Override
    public String name() {
      return "synchronized";
    }

    @Override
    public Stream<String> foundIn(JavaClass type) {
      return type.getMethods().stream()
          .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
          .map(method -> method.getFullName() + " is synchronized");
    }
  }

  /** What breaks the bans, as "what: where", sorted. */
  static List<String> findings(JavaClasses classes, Set<Ban> bans) {
    return classes.stream()
        .flatMap(type ->
            bans.stream().flatMap(ban -> ban.foundIn(type).map(where -> ban.name() + ": " + where)))
        .distinct()
        .sorted()
        .toList();
  }
}
