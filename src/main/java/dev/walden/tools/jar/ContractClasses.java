package dev.walden.tools.jar;

import java.util.List;

/** The classes of Walden that a jar may see: the contract, and the annotations it is written with. Parent of the loaders of jars. */
final class ContractClasses extends ClassLoader {

    private static final List<String> PACKAGES = List.of("dev.walden.plugin.", "org.jspecify.annotations.");

    private final ClassLoader walden = ContractClasses.class.getClassLoader();

    ContractClasses() {
        super("walden-plugin-contract", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (PACKAGES.stream().anyMatch(name::startsWith)) {
            return walden.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
