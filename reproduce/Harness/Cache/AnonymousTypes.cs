using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Gmlm.Reproduce.Harness.Cache;

/// <summary>
/// Gives anonymous types names that do not depend on the rest of the assembly. The compiler numbers them through the whole assembly, so
/// that one more query anywhere renumbers the others. Here they are named by their members, which identify them.
/// </summary>
internal sealed class AnonymousTypes
{
    private static readonly Regex Numbered = new(@"<>f__AnonymousType\d+");

    private readonly Dictionary<ModuleDefinition, Dictionary<string, string>> _names = [];

    /// <summary>
    /// The text of <paramref name="module"/> with every numbered name replaced, for example by <c>&lt;anonymous x, y&gt;</c>.
    /// </summary>
    public string Named(ModuleDefinition module, string text)
    {
        if (!_names.TryGetValue(module, out var names))
        {
            _names[module] = names = module.Types
                .Where(type => Numbered.IsMatch(type.Name))
                .ToDictionary(
                    type => Numbered.Match(type.Name).Value,
                    type => $"<anonymous {string.Join(", ", type.Properties.Select(property => property.Name))}>");
        }

        return Numbered.Replace(text, match => names.GetValueOrDefault(match.Value, match.Value));
    }
}
