package gossamer.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Packages under one root and what each may import from the others. A package is named by its first
 * segment under the root; the root package itself is named by the empty string.
 */
record Layers(String root, Map<String, Set<String>> allowed) {

  /**
   * Packages of which each may import those of the groups before its own, not its siblings.
   *
   * @param groups from the foundation to the roof
   */
  static Layers inOrder(String root, List<Set<String>> groups) {
    var allowed = new TreeMap<String, Set<String>>();
    var below = new ArrayList<String>();
    for (Set<String> group : groups) {
      group.forEach(name -> allowed.put(name, Set.copyOf(below)));
      below.addAll(group);
    }
    return new Layers(root, allowed);
  }

  /** Every import that is not allowed, and every package nobody gave a place; sorted. */
  List<String> violations(JavaClasses classes) {
    var found = new ArrayList<String>();
    for (JavaClass type : classes) {
      layerOf(type)
          .ifPresent(from -> {
            if (!allowed.containsKey(from)) {
              found.add("package '" + from + "' has no place in the order: " + type.getName());
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
              layerOf(dependency.getTargetClass())
                  .filter(to -> !to.equals(from))
                  .filter(to -> !allowed.getOrDefault(from, Set.of()).contains(to))
                  .ifPresent(to -> found.add(arrow(from, to, dependency)));
            }
          });
    }
    return found.stream().distinct().sorted(Comparator.naturalOrder()).toList();
  }

  private Optional<String> layerOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (name.equals(root)) {
      return Optional.of("");
    }
    if (!name.startsWith(root + ".")) {
      return Optional.empty();
    }
    String rest = name.substring(root.length() + 1);
    int dot = rest.indexOf('.');
    return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
  }

  private static String arrow(String from, String to, Dependency dependency) {
    return "'" + from + "' imports '" + to + "': " + dependency.getDescription();
  }
}
