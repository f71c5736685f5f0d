package vn.sotruong.ground.web;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lời của trang mẫu: what templates may call. {@code t(key, …)}, {@code tell(key, list)}, {@code asset(name)}, {@code csrf()},
 * {@code csrfToken()}, {@code icon(name)}, {@code sprite()}; and the filters {@code day}, {@code moment},
 * {@code clock}, {@code number}.
 */
final class Words extends AbstractExtension {
    private final Messages messages;
    private final Assets assets;
    private final Icons icons;

    Words(Messages messages, Assets assets, Icons icons) {
        this.messages = messages;
        this.assets = assets;
        this.icons = icons;
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of(
                "t", word(this::text),
                "tell", word(this::told),
                "asset", word((context, given) -> assets.address(first(given))),
                "csrf",
                        word((context, given) -> new SafeString("<input type=\"hidden\" name=\"" + Csrf.FIELD
                                + "\" value=\"" + page(context).csrf().get() + "\">")),
                "csrfToken", word((context, given) -> page(context).csrf().get()),
                "icon", word((context, given) -> icon(context, first(given))),
                "sprite",
                        word((context, given) ->
                                new SafeString(icons.sprite(page(context).icons()))));
    }

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "day", filter((value, language) -> Formats.day(value)),
                "moment", filter((value, language) -> Formats.moment(value)),
                "clock", filter((value, language) -> Formats.clock(value)),
                "number", filter(Formats::number));
    }

    String say(Language language, String key, Object... given) {
        return messages.get(language, key, given);
    }

    boolean knows(String key) {
        return messages.keys(Language.VI).contains(key);
    }

    private String text(EvaluationContext context, List<@Nullable Object> given) {
        var language = Language.of(context.getLocale());
        return messages.get(
                language, first(given), given.subList(1, given.size()).toArray());
    }

    private String told(EvaluationContext context, List<@Nullable Object> given) {
        var arguments = (List<?>) Objects.requireNonNull(given.get(1));
        return messages.get(Language.of(context.getLocale()), first(given), arguments.toArray());
    }

    private SafeString icon(EvaluationContext context, String name) {
        page(context).icons().add(name);
        return new SafeString(icons.use(name));
    }

    private static Frame page(EvaluationContext context) {
        return (Frame) context.getVariable("page");
    }

    private static String first(List<@Nullable Object> given) {
        return Objects.requireNonNull(given.getFirst()).toString();
    }

    private interface Word {
        Object say(EvaluationContext context, List<@Nullable Object> given);
    }

    private interface Shape {
        String of(Object value, Language language);
    }

    private static Function word(Word word) {
        return new Function() {
            @Override
            public Object execute(
                    Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int lineNumber) {
                var given = new ArrayList<@Nullable Object>();
                for (int i = 0; args.containsKey(String.valueOf(i)); i++) {
                    given.add(args.get(String.valueOf(i)));
                }
                return word.say(context, given);
            }

            @Override
            public @Nullable List<String> getArgumentNames() {
                return null;
            }
        };
    }

    private static Filter filter(Shape shape) {
        return new Filter() {
            @Override
            public Object apply(
                    @Nullable Object input,
                    Map<String, Object> args,
                    PebbleTemplate self,
                    EvaluationContext context,
                    int lineNumber) {
                return input == null ? "" : shape.of(input, Language.of(context.getLocale()));
            }

            @Override
            public @Nullable List<String> getArgumentNames() {
                return null;
            }
        };
    }
}
