package dev.walden;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Conditions that ArchUnit does not bring along. */
final class ArchConditions {

    private ArchConditions() {}

    /** Whether a class has its code from another one of ours. */
    static ArchCondition<JavaClass> extendAClassOf(String root) {
        return new ArchCondition<>("extend a class of " + root) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getRawSuperclass()
                        .filter(parent -> parent.getPackageName().startsWith(root))
                        .filter(parent -> !parent.isEnum())
                        .ifPresent(parent -> events.add(
                                SimpleConditionEvent.satisfied(type, type.getName() + " extends " + parent.getName())));
            }
        };
    }
}
